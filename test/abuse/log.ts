/** What of a log is not as it must be: lines of JSON, no errors, no secret. */
export function faultsOfLog(log: string, secret: string): string[] {
  const faults: string[] = [];
  if (log.includes(secret.replace('Bearer ', ''))) faults.push('the log holds a secret');
  // Lines of the command itself come before those of the server.
  for (const line of log.split('\n').filter((it) => it !== '' && !isOfCommand(it))) {
    const { level, msg } = parsed(line);
    if (level === undefined) faults.push(`a line of the log is no JSON: ${line.slice(0, 80)}`);
    else if (level >= 50) faults.push(`the log holds an error: ${String(msg).slice(0, 80)}`);
  }
  return faults;
}

function isOfCommand(line: string): boolean {
  return (
    !line.startsWith('{') &&
    /^(Lowtide is ready|published data version|the store is empty)/.test(line)
  );
}

function parsed(line: string): { level?: number; msg?: unknown } {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}
