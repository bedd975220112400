import type { Sector } from '../vocabulary.js';

export interface Industry {
  readonly name: string;
  /** Relative number of companies. */
  readonly weight: number;
  /** Last word of a company's name. */
  readonly words: readonly string[];
}

export interface SectorPlan {
  readonly sector: Sector;
  /** As the screener and the fund spell it. */
  readonly screener: string;
  readonly fund: string;
  /** Lines of the large index, and of the rest of the market. */
  readonly largeCount: number;
  readonly smallCount: number;
  /** Log growth from base to end against the market, large and small. */
  readonly largeDrift: number;
  readonly smallDrift: number;
  /** Multiplies the market value of small companies. */
  readonly smallSize: number;
  /** Chance of a listing on Nasdaq. */
  readonly nasdaq: number;
  readonly industries: readonly Industry[];
}

const of = (name: string, weight: number, ...words: string[]): Industry => ({
  name,
  weight,
  words,
});

/** Eleven sectors, their size in either index and how they fared. */
export const SECTOR_PLANS: readonly SectorPlan[] = [
  {
    sector: 'INFORMATION_TECHNOLOGY',
    screener: 'Technology',
    fund: 'Information Technology',
    largeCount: 66,
    smallCount: 275,
    largeDrift: 0.24,
    smallDrift: 0.18,
    smallSize: 1.15,
    nasdaq: 0.75,
    industries: [
      of('Computer Software: Prepackaged Software', 4, 'Software', 'Cloud', 'Logic'),
      of('EDP Services', 3, 'Systems', 'Data', 'Digital'),
      of('Semiconductors', 3, 'Semiconductor', 'Silicon', 'Microdevices'),
      of('Electronic Components', 2, 'Components', 'Photonics', 'Sensors'),
      of('Computer Manufacturing', 1, 'Computing', 'Devices'),
    ],
  },
  {
    sector: 'CONSUMER_DISCRETIONARY',
    screener: 'Consumer Discretionary',
    fund: 'Consumer Discretionary',
    largeCount: 53,
    smallCount: 285,
    largeDrift: 0.09,
    smallDrift: 0.12,
    smallSize: 1,
    nasdaq: 0.4,
    industries: [
      of('Restaurants', 2, 'Kitchens', 'Grills', 'Dining'),
      of('Clothing/Shoe/Accessory Stores', 2, 'Apparel', 'Outfitters', 'Shoes'),
      of('Homebuilding', 2, 'Homes', 'Communities'),
      of('Auto Parts:O.E.M.', 2, 'Automotive', 'Drivetrain'),
      of('Hotels/Resorts', 2, 'Resorts', 'Hotels'),
      of('Other Specialty Stores', 2, 'Stores', 'Retail', 'Outlets'),
      of('Recreational Games/Products/Toys', 1, 'Leisure', 'Games'),
    ],
  },
  {
    sector: 'COMMUNICATION_SERVICES',
    screener: 'Telecommunications',
    fund: 'Communication',
    largeCount: 24,
    smallCount: 95,
    largeDrift: 0.02,
    smallDrift: -0.05,
    smallSize: 1,
    nasdaq: 0.6,
    industries: [
      of('Telecommunications Equipment', 3, 'Wireless', 'Telecom', 'Fiber'),
      of('Cable & Other Pay Television Services', 2, 'Cable', 'Media', 'Broadband'),
    ],
  },
  {
    sector: 'FINANCIALS',
    screener: 'Finance',
    fund: 'Financials',
    largeCount: 73,
    smallCount: 415,
    largeDrift: 0.01,
    smallDrift: -0.06,
    smallSize: 1,
    nasdaq: 0.55,
    industries: [
      of('Regional Banks', 9, 'Bancorp', 'Bancshares', 'Savings', 'National Bank'),
      of('Property-Casualty Insurers', 3, 'Insurance', 'Indemnity', 'Casualty'),
      of('Investment Managers', 3, 'Asset Management', 'Capital', 'Partners'),
      of('Finance: Consumer Services', 2, 'Credit', 'Lending', 'Acceptance'),
      of('Life Insurance', 1, 'Life', 'Assurance'),
      of('Investment Bankers/Brokers/Service', 1, 'Securities', 'Markets'),
    ],
  },
  {
    sector: 'HEALTH_CARE',
    screener: 'Health Care',
    fund: 'Health Care',
    largeCount: 65,
    smallCount: 470,
    largeDrift: -0.01,
    smallDrift: -0.04,
    smallSize: 0.75,
    nasdaq: 0.85,
    industries: [
      of('Biotechnology: Pharmaceutical Preparations', 6, 'Therapeutics', 'Pharma', 'Bio'),
      of('Medical/Dental Instruments', 2, 'Medical', 'Surgical', 'Instruments'),
      of(
        'Biotechnology: Biological Products (No Diagnostic Substances)',
        2,
        'Genetics',
        'Biologics',
      ),
      of('Hospital/Nursing Management', 1, 'Health', 'Care Centers'),
      of('Medical Specialities', 1, 'Diagnostics', 'Imaging'),
    ],
  },
  {
    sector: 'ENERGY',
    screener: 'Energy',
    fund: 'Energy',
    largeCount: 23,
    smallCount: 140,
    largeDrift: -0.1,
    smallDrift: -0.09,
    smallSize: 1.3,
    nasdaq: 0.2,
    industries: [
      of('Oil & Gas Production', 4, 'Petroleum', 'Resources', 'Oil & Gas'),
      of('Oilfield Services/Equipment', 2, 'Drilling', 'Well Services'),
      of('Coal Mining', 1, 'Coal', 'Fuels'),
    ],
  },
  {
    sector: 'CONSUMER_STAPLES',
    screener: 'Consumer Staples',
    fund: 'Consumer Staples',
    largeCount: 37,
    smallCount: 80,
    largeDrift: 0.0,
    smallDrift: 0.0,
    smallSize: 1.1,
    nasdaq: 0.4,
    industries: [
      of('Packaged Foods', 3, 'Foods', 'Provisions', 'Bakeries'),
      of('Beverages (Production/Distribution)', 2, 'Beverages', 'Brewing'),
      of('Farming/Seeds/Milling', 1, 'Farms', 'Milling'),
    ],
  },
  {
    sector: 'INDUSTRIALS',
    screener: 'Industrials',
    fund: 'Industrials',
    largeCount: 73,
    smallCount: 355,
    largeDrift: 0.04,
    smallDrift: 0.12,
    smallSize: 1.1,
    nasdaq: 0.4,
    industries: [
      of('Industrial Machinery/Components', 4, 'Machinery', 'Industries', 'Tools'),
      of('Aerospace', 2, 'Aerospace', 'Aviation', 'Flight'),
      of('Trucking Freight/Courier Services', 2, 'Freight', 'Logistics', 'Lines'),
      of('Metal Fabrications', 2, 'Metalworks', 'Forge'),
      of('Engineering & Construction', 1, 'Engineering', 'Construction'),
    ],
  },
  {
    sector: 'MATERIALS',
    screener: 'Basic Materials',
    fund: 'Materials',
    largeCount: 29,
    smallCount: 105,
    largeDrift: 0.01,
    smallDrift: 0.02,
    smallSize: 1.1,
    nasdaq: 0.2,
    industries: [
      of('Precious Metals', 2, 'Gold', 'Silver', 'Metals'),
      of('Paper', 1, 'Paper', 'Packaging'),
      of('Other Metals and Minerals', 2, 'Minerals', 'Lithium', 'Copper'),
    ],
  },
  {
    sector: 'REAL_ESTATE',
    screener: 'Real Estate',
    fund: 'Real Estate',
    largeCount: 30,
    smallCount: 140,
    largeDrift: 0.02,
    smallDrift: -0.03,
    smallSize: 1,
    nasdaq: 0.25,
    industries: [
      of('Real Estate Investment Trusts', 4, 'Realty Trust', 'Properties', 'REIT'),
      of('Building operators', 1, 'Estates', 'Buildings'),
    ],
  },
  {
    sector: 'UTILITIES',
    screener: 'Utilities',
    fund: 'Utilities',
    largeCount: 30,
    smallCount: 40,
    largeDrift: -0.07,
    smallDrift: -0.06,
    smallSize: 2.2,
    nasdaq: 0.15,
    industries: [
      of('Electric Utilities: Central', 3, 'Electric', 'Power', 'Light'),
      of('Water Supply', 1, 'Water', 'Waterworks'),
      of('Natural Gas Distribution', 1, 'Gas', 'Gas & Light'),
    ],
  },
];

/** The plan of a sector. */
export function sectorPlan(sector: Sector): SectorPlan {
  const plan = SECTOR_PLANS.find((candidate) => candidate.sector === sector);
  if (plan === undefined) throw new Error(`no plan for sector ${sector}`);
  return plan;
}
