/** Lets the browser save a text or a picture as a file. */
export function saveFile(name: string, content: string | Blob, type: string): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A name without what a file system would refuse: "MostProfitableShorts shorts industries.csv". */
export function fileName(words: readonly string[], ending: string): string {
  const name =
    words
      .join(' ')
      .replaceAll(/[^\w -]+/g, ' ')
      .trim() || 'lowtide';
  return `${name.slice(0, 80)}.${ending}`;
}
