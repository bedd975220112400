export type Headers = Readonly<Record<string, string>>;

let inUse: Headers = {};

/** Notes the headers of a question that a person asked, an API key among them. */
export function noteHeaders(headers: Headers): Headers {
  inUse = headers;
  return headers;
}

/** What the page's own questions take along: the headers of the last question of a person. */
export function headersInUse(): Headers {
  return inUse;
}
