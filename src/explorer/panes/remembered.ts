import { useState } from 'react';

/** A choice that the browser remembers from visit to visit, by name. */
export function useRemembered<T extends string>(
  name: string,
  otherwise: T,
): [T, (value: T) => void] {
  const key = `lowtide:${name}`;
  const [chosen, setChosen] = useState<{ key: string; value: T | null }>({ key: '', value: null });
  const value = chosen.key === key ? chosen.value : (read(key) as T | null);
  const choose = (next: T) => {
    setChosen({ key, value: next });
    try {
      localStorage.setItem(key, next);
    } catch {
      // A browser that keeps nothing still shows the choice.
    }
  };
  return [value ?? otherwise, choose];
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
