import { inWords } from '../result/format.js';

interface Props {
  label: string;
  of: readonly { readonly id: string; readonly label: string }[];
  open: string;
  onPick(id: string): void;
}

/** Chooses one of the charts or tables of a result; nothing where there is but one. */
export function Pick({ label, of, open, onPick }: Props) {
  if (of.length < 2) return null;
  return (
    <label className="lt-pick">
      {label}{' '}
      <select value={open} onChange={(event) => onPick(event.target.value)}>
        {of.map((it) => (
          <option key={it.id} value={it.id}>
            {inWords(it.label)}
          </option>
        ))}
      </select>
    </label>
  );
}
