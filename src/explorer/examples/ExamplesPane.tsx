import { useState } from 'react';
import { useWorkbench } from '../workbench.js';
import { GROUPS, matching } from './parse-operation.js';
import { EXAMPLES } from './saved-operations.js';

/** All saved questions in plain words, by group, with a search. */
export function ExamplesPane() {
  const [search, setSearch] = useState('');
  const { openAndRun } = useWorkbench();
  const found = matching(EXAMPLES, search);
  return (
    <nav className="lt-examples" aria-label="Examples">
      <h2>Questions</h2>
      <input
        type="search"
        placeholder="Search questions"
        aria-label="Search questions"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {GROUPS.map((group) => ({ group, all: found.filter((it) => it.group === group) }))
        .filter(({ all }) => all.length > 0)
        .map(({ group, all }) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <ul>
              {all.map(({ slug, question, claim, text }) => (
                <li key={slug}>
                  <button
                    type="button"
                    data-example={slug}
                    onClick={() => openAndRun({ query: text, variables: '' })}
                  >
                    {question}
                    {claim !== '' && <small>Claim: {claim}</small>}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      {found.length === 0 && <p>No question has these words.</p>}
    </nav>
  );
}

export function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <path d="M4 5h16v11H9l-5 4z" />
      <path d="M9.6 9a2.4 2.4 0 1 1 3.2 2.2c-.6.2-.8.6-.8 1.2" />
      <path d="M12 14.2v.3" />
    </svg>
  );
}
