import { loadConfig } from './config.js';
import { OperatorError } from './errors.js';
import { serve } from './server/serve.js';

try {
  await serve(loadConfig());
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  process.stderr.write(`lowtide: ${error.message}\n`);
  process.exitCode = 1;
}
