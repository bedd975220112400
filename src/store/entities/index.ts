import { AccessKey } from './access-key.entity.js';
import { BorrowFee } from './borrow-fee.entity.js';
import { Classification } from './classification.entity.js';
import { columnChunkEntity } from './column-chunk.entity.js';
import { CorporateAction } from './corporate-action.entity.js';
import { DailyPrice } from './daily-price.entity.js';
import { DataVersion } from './data-version.entity.js';
import { FailToDeliver } from './fail-to-deliver.entity.js';
import { FundFlow } from './fund-flow.entity.js';
import { Fund } from './fund.entity.js';
import { ImportBatch } from './import-batch.entity.js';
import { ImportWarning } from './import-warning.entity.js';
import { IndexHolding } from './index-holding.entity.js';
import { IndexLevel } from './index-level.entity.js';
import { IndexMember } from './index-member.entity.js';
import { Lease } from './lease.entity.js';
import { MarketIndex } from './market-index.entity.js';
import { QuarantinedRow } from './quarantined-row.entity.js';
import { ShareCount } from './share-count.entity.js';
import { ShortInterest } from './short-interest.entity.js';
import { ShortVolume } from './short-volume.entity.js';
import { StagedPart } from './staged-part.entity.js';
import { Ticker } from './ticker.entity.js';

/** Every table; the migrations must give exactly these. `blob` is the type of large binaries. */
export const entities = (blob: 'blob' | 'longblob') => [
  AccessKey,
  BorrowFee,
  Classification,
  columnChunkEntity(blob),
  CorporateAction,
  DailyPrice,
  DataVersion,
  FailToDeliver,
  FundFlow,
  Fund,
  ImportBatch,
  ImportWarning,
  IndexHolding,
  IndexLevel,
  IndexMember,
  Lease,
  MarketIndex,
  QuarantinedRow,
  ShareCount,
  ShortInterest,
  ShortVolume,
  StagedPart,
  Ticker,
];
