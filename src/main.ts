import { loadConfig } from './config.js';
import { asOperatorError } from './errors.js';
import { EarlyPanel } from './server/panel/early-panel.js';

try {
  const config = loadConfig();
  const early = EarlyPanel.begin(config);
  // Read only now, for it takes as long as to load a panel.
  const { serve } = await import('./server/serve.js');
  await serve(config, early);
} catch (error) {
  const operators = asOperatorError(error);
  if (operators === null) throw error;
  process.stderr.write(`lowtide: ${operators.message}\n`);
  process.exitCode = 1;
}
