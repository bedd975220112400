import type { Recipe } from '../lab.js';
import { ANY_CLOCK, SAME_ANSWERS } from './agreement.js';
import { BROKEN_SERVER_DISK, BROKEN_SQLITE_DISK, KILLED_WRITER } from './bad-disk.js';
import { BAD_NETWORK } from './bad-network.js';
import { CLUSTER } from './cluster.js';
import { LOST_MAJORITY, SMALL_TRANSACTIONS } from './cluster-limits.js';
import { FLIPPED_BYTE } from './flipped-byte.js';
import { FULL_DISK } from './full-disk.js';
import { CUT_CONNECTION, KILLED_DATABASE, KILLED_IMPORTER } from './killed-import.js';
import { FROZEN_DATABASE, LOST_DATABASE } from './lost-database.js';
import { KILLED_MIGRATION } from './migrating.js';
import { LEAVING_CLIENTS, OVERLOAD, SMALL_HEAP } from './overload.js';
import { PUBLISH_UNDER_LOAD } from './publishing.js';
import { REPLICATION } from './replication.js';
import { RESTORE } from './restore.js';
import { SOAK } from './soak.js';
import { WRONG_START } from './start.js';
import { ROLLING_RESTART, STOP_UNDER_LOAD } from './stopping.js';
import { TWO_IMPORTERS } from './two-importers.js';

/** All recipes, in the order of their ids. */
export const RECIPES: readonly Recipe[] = [
  KILLED_WRITER,
  KILLED_IMPORTER,
  KILLED_DATABASE,
  LOST_DATABASE,
  REPLICATION,
  FROZEN_DATABASE,
  BAD_NETWORK,
  FULL_DISK,
  BROKEN_SQLITE_DISK,
  BROKEN_SERVER_DISK,
  CUT_CONNECTION,
  TWO_IMPORTERS,
  STOP_UNDER_LOAD,
  ROLLING_RESTART,
  OVERLOAD,
  LEAVING_CLIENTS,
  SMALL_HEAP,
  SOAK,
  KILLED_MIGRATION,
  ANY_CLOCK,
  FLIPPED_BYTE,
  WRONG_START,
  SAME_ANSWERS,
  PUBLISH_UNDER_LOAD,
  CLUSTER,
  LOST_MAJORITY,
  SMALL_TRANSACTIONS,
  RESTORE,
];
