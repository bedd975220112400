import { type Headliner, line, shortTurns, turns } from './headliner.js';

const TECH = 'INFORMATION_TECHNOLOGY';
const MEDIA = 'COMMUNICATION_SERVICES';
const SHOPS = 'CONSUMER_DISCRETIONARY';
const DRUGS = ['HEALTH_CARE', 'Biotechnology: Pharmaceutical Preparations'] as const;

/** The small companies of the story: the best shorts, and the ones that were added to most. */
export const SMALL: readonly Headliner[] = [
  line(
    'LUMN',
    'Lumenor Networks Inc.',
    [MEDIA, 'Telecommunications Equipment'],
    ['nyse', 'OTHER_SMALL'],
    1_003,
    0.017,
    turns(5.5, 5.22, 5.1, 1.98, 1.79, 1.5, 1.45),
    shortTurns(88, 92, 118, 140, 146, 154),
  ),
  line(
    'FL',
    'Fleetline Footwear Inc.',
    [SHOPS, 'Clothing/Shoe/Accessory Stores'],
    ['nyse', 'RUT'],
    94,
    0.014,
    [
      ['2022-12-01', 39],
      ['2022-12-30', 37.8],
      ['2023-02-02', 46],
      ['2023-05-18', 41.5],
      ['2023-05-19', 30.2],
      ['2023-05-31', 25.3],
      ['2023-07-31', 26.8],
      ['2023-08-22', 23.1],
      ['2023-08-23', 16.6],
      ['2023-09-08', 17.5],
      ['2023-09-15', 17.7],
    ],
    shortTurns(10.9, 11.4, 12.2, 13.4, 13.9, 13.2),
  ),
  line(
    'BEAM',
    'Beamline Sciences Inc.',
    DRUGS,
    ['nasdaq', 'RUT'],
    77,
    0.022,
    turns(46, 39.1, 47, 31.9, 30.9, 22.9, 24),
    shortTurns(10.6, 10.9, 12.8, 13.0, 13.1, 13.6),
  ),
  line(
    'ACHR',
    'Archway Aero Inc.',
    ['INDUSTRIALS', 'Aerospace'],
    ['nyse', 'RUT'],
    268,
    0.026,
    turns(2.5, 1.87, 2.9, 3.2, 6.7, 6.2, 6.1),
    shortTurns(17, 18, 20, 22, 24, 34),
  ),
  line(
    'ATSG',
    'Atlas Span Air Cargo Inc.',
    ['INDUSTRIALS', 'Trucking Freight/Courier Services'],
    ['nasdaq', 'RUT'],
    71,
    0.013,
    turns(27, 26, 28, 16.9, 20.2, 21.3, 21.6),
    shortTurns(2.9, 3.0, 3.6, 3.7, 4.2, 7.6),
  ),
  line(
    'AYX',
    'Alyxa Analytics Inc.',
    [TECH, 'Computer Software: Prepackaged Software'],
    ['nyse', 'RUT'],
    66,
    0.019,
    turns(44, 50.6, 56, 39.2, 41.5, 28.9, 29.5),
    shortTurns(4.9, 5.0, 4.6, 4.4, 5.0, 7.4),
  ),
  line(
    'SAGE',
    'Sagebrush Therapeutics Inc.',
    DRUGS,
    ['nasdaq', 'RUT'],
    59.8,
    0.018,
    [
      ['2022-12-01', 40],
      ['2022-12-30', 38.2],
      ['2023-02-02', 45],
      ['2023-05-31', 49.5],
      ['2023-08-04', 36.1],
      ['2023-08-07', 18.2],
      ['2023-09-08', 19.6],
      ['2023-09-15', 20.1],
    ],
    shortTurns(3.9, 4.0, 4.3, 4.6, 6.2, 8.9),
  ),
];

/**
 * A cinema chain whose preferred units were converted the day after a reverse split of 1 for 10.
 * The screener states the shares of the whole company on both lines.
 */
export const CINEMA: readonly Headliner[] = [
  line(
    'MRQ',
    'Marquee Row Cinemas Inc.',
    [MEDIA, 'Movies/Entertainment'],
    ['nyse', 'RUT'],
    1_514,
    0.028,
    [
      ['2022-12-01', 5.2],
      ['2022-12-30', 4.07],
      ['2023-02-02', 5.6],
      ['2023-05-31', 4.5],
      ['2023-07-31', 4.9],
      ['2023-08-22', 2.55],
      ['2023-08-23', 1.96],
      ['2023-08-24', 1.44],
      ['2023-09-08', 0.81],
      ['2023-09-15', 0.8],
    ],
    [
      ['2022-11-30', 48],
      ['2022-12-30', 52],
      ['2023-05-31', 57],
      ['2023-07-31', 62],
      ['2023-08-15', 63],
      ['2023-08-31', 118],
      ['2023-09-15', 121],
    ],
  ),
  line(
    'MRQP',
    'Marquee Row Cinemas Inc. Preferred Equity Units',
    [MEDIA, 'Movies/Entertainment'],
    ['nyse', 'OTHER_SMALL'],
    1_514,
    0.028,
    [
      ['2022-12-01', 1.1],
      ['2022-12-30', 1.41],
      ['2023-02-02', 2.4],
      ['2023-05-31', 1.5],
      ['2023-07-31', 1.8],
      ['2023-08-23', 1.73],
      ['2023-08-24', 1.42],
      ['2023-09-15', 1.42],
    ],
    shortTurns(30, 31, 29, 30, 31, 31),
  ),
];
