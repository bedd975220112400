import { type Options, Parser } from 'csv-parse';

/**
 * csv-parse that hands each record over where it would push it into its readable side. Its own
 * `on_record` builds two objects a record, which costs more than the parsing.
 */
export class RecordParser extends Parser {
  constructor(
    options: Options,
    private readonly onRecord: (fields: string[]) => void,
  ) {
    super(options);
  }

  override push(record: string[] | null): boolean {
    if (record === null) return super.push(null);
    this.onRecord(record);
    return true;
  }
}
