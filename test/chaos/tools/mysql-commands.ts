/** A packet of a client, with the text of the statement when it is a command that has one. */
export interface ClientPacket {
  readonly bytes: Buffer;
  readonly statement: string | null;
}

const HEADER_BYTES = 4;
const QUERY = 0x03;
const PREPARE = 0x16;
const EXECUTE = 0x17;
/** Longer statements are data; what they do shows at their beginning. */
const SHOWN = 200;

/** Cuts what a client sends into packets of the MySQL protocol, whatever the pieces it comes in. */
export class CommandSplitter {
  private rest = Buffer.alloc(0);

  push(chunk: Buffer): ClientPacket[] {
    this.rest = Buffer.concat([this.rest, chunk]);
    const packets: ClientPacket[] = [];
    for (;;) {
      if (this.rest.length < HEADER_BYTES) return packets;
      const end = HEADER_BYTES + this.rest.readUIntLE(0, 3);
      if (this.rest.length < end) return packets;
      const bytes = this.rest.subarray(0, end);
      this.rest = this.rest.subarray(end);
      packets.push({ bytes, statement: statementOf(bytes) });
    }
  }
}

/** Only the first packet of an exchange is a command; the login and loaded data are not. */
function statementOf(packet: Buffer): string | null {
  if (packet[3] !== 0) return null;
  const kind = packet[HEADER_BYTES];
  if (kind === EXECUTE) return 'EXECUTE';
  if (kind !== QUERY && kind !== PREPARE) return null;
  const text = packet.subarray(HEADER_BYTES + 1, HEADER_BYTES + 1 + SHOWN).toString('utf8');
  // MySQL takes attributes of a query in front of its text: none, in one set.
  return text.startsWith('\x00\x01') ? text.slice(2) : text;
}
