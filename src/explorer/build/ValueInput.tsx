import {
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { useId } from 'react';
import { type Completions, kindOf } from './completions.js';

export interface ValueProps {
  name: string;
  /** Field that the argument belongs to; null for a variable. */
  field: string | null;
  type: GraphQLInputType;
  value: unknown;
  /** What counts when nothing is given, in words. */
  otherwise: string;
  completions: Completions;
  onChange(value: unknown): void;
}

/** Asks for a value of an input type: a choice, a date, a number, a text, or the parts of it. */
export function ValueInput(props: ValueProps) {
  const { type, value, onChange, otherwise, name } = props;
  const bare = getNullableType(type);
  if (isListType(bare)) return <ListInput {...props} />;
  if (isInputObjectType(bare)) return <ObjectInput {...props} />;
  const isEnum = isEnumType(bare);
  if (isEnum || bare.name === 'Boolean') {
    const choices = isEnum ? bare.getValues().map((it) => it.name) : ['true', 'false'];
    const read = (text: string) => (isEnum ? text : text === 'true');
    return (
      <select
        aria-label={name}
        value={value === undefined || value === null ? '' : String(value)}
        onChange={({ target }) => onChange(target.value === '' ? undefined : read(target.value))}
      >
        <option value="">{otherwise}</option>
        {choices.map((it) => (
          <option key={it}>{it}</option>
        ))}
      </select>
    );
  }
  return <TextInput {...props} scalar={bare.name} />;
}

const INPUT_TYPES: Readonly<Record<string, string>> = {
  Date: 'date',
  Int: 'number',
  Float: 'number',
  Ratio: 'number',
  Usd: 'number',
  Shares: 'number',
};

function TextInput({
  name,
  field,
  value,
  otherwise,
  completions,
  onChange,
  scalar,
}: ValueProps & {
  scalar: string;
}) {
  const id = useId();
  const kind = kindOf(name, field);
  const type = INPUT_TYPES[scalar] ?? 'text';
  const read = (text: string) => (type === 'number' ? Number(text) : text);
  return (
    <>
      <input
        type={type}
        step="any"
        aria-label={name}
        placeholder={otherwise}
        list={kind === null ? undefined : id}
        value={value === undefined || value === null ? '' : String(value)}
        onChange={({ target }) => onChange(target.value === '' ? undefined : read(target.value))}
      />
      {kind !== null && (
        <datalist id={id}>
          {completions[kind].map((it) => (
            <option key={it.value} value={it.value}>
              {it.label}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}

/** A list of choices is ticked; any other list is written with commas. */
function ListInput(props: ValueProps) {
  const { type, value, onChange, name } = props;
  const bare = getNullableType(type);
  const item = isListType(bare) ? getNullableType(bare.ofType) : null;
  const all = Array.isArray(value) ? value.map(String) : [];
  const give = (values: string[]) => onChange(values.length === 0 ? undefined : values);
  if (!isEnumType(item)) {
    const split = (text: string) => text.split(/\s*,\s*/).filter(Boolean);
    const given = (next: unknown) => give(split(String(next ?? '')));
    return <TextInput {...props} scalar="String" value={all.join(', ')} onChange={given} />;
  }
  return (
    <fieldset className="lt-ticks" aria-label={name}>
      {item.getValues().map((it) => (
        <label key={it.name} title={it.description ?? ''}>
          <input
            type="checkbox"
            checked={all.includes(it.name)}
            onChange={({ target }) =>
              give(target.checked ? [...all, it.name] : all.filter((other) => other !== it.name))
            }
          />
          {it.name}
        </label>
      ))}
    </fieldset>
  );
}

function ObjectInput({ type, value, onChange, name, completions, field }: ValueProps) {
  const bare = getNullableType(type);
  if (!isInputObjectType(bare)) return null;
  const parts = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const change = (part: string, next: unknown) => {
    const { [part]: _, ...others } = parts;
    const all = next === undefined ? others : { ...others, [part]: next };
    onChange(Object.keys(all).length === 0 ? undefined : all);
  };
  return (
    <details className="lt-object" open={value !== undefined}>
      <summary>{name}</summary>
      {Object.values(bare.getFields()).map((part) => (
        <div key={part.name} className="lt-value" title={part.description ?? ''}>
          <span>{part.name}</span>
          <ValueInput
            name={part.name}
            field={field}
            type={part.type}
            value={parts[part.name]}
            otherwise={part.defaultValue === undefined ? '' : `${part.defaultValue} (default)`}
            completions={completions}
            onChange={(next) => change(part.name, next)}
          />
        </div>
      ))}
    </details>
  );
}
