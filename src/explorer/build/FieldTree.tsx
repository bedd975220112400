import {
  astFromValue,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isCompositeType,
  isObjectType,
  print,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { useCompletions } from './completions.js';
import { addField, removeField, selectedField, setArgument, usesVariables } from './edit-query.js';
import { ValueInput } from './ValueInput.js';

interface TreeProps {
  type: GraphQLObjectType;
  path: readonly string[];
  document: DocumentNode;
  set: SelectionSetNode | undefined;
  onChange(document: DocumentNode): void;
}

/** The fields of a type: ticked ones are asked for, and show their arguments and what is below. */
export function FieldTree({ type, path, document, set, onChange }: TreeProps) {
  return (
    <ul>
      {Object.values(type.getFields()).map((field) => {
        const node = selectedField(set, field.name);
        const below = getNamedType(field.type);
        const own = [...path, field.name];
        const toggle = () =>
          onChange(
            node === null
              ? addField(document, path, field)
              : removeField(document, path, field.name),
          );
        return (
          <li key={field.name}>
            <label title={field.description ?? ''}>
              <input type="checkbox" checked={node !== null} onChange={toggle} />
              {field.name} <small>{isCompositeType(below) ? '' : below.name}</small>
            </label>
            {node !== null && <Arguments {...{ field, node, path: own, document, onChange }} />}
            {node !== null && isObjectType(below) && (
              <FieldTree
                type={below}
                path={own}
                document={document}
                set={node.selectionSet}
                onChange={onChange}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface ArgumentsProps {
  field: GraphQLField<unknown, unknown>;
  node: FieldNode;
  path: readonly string[];
  document: DocumentNode;
  onChange(document: DocumentNode): void;
}

function Arguments({ field, node, path, document, onChange }: ArgumentsProps) {
  const completions = useCompletions();
  const valueOfArgument = (name: string): ValueNode | undefined =>
    node.arguments?.find((it) => it.name.value === name)?.value;
  return field.args.map(({ name, type, description, defaultValue }) => {
    const given = valueOfArgument(name);
    const otherwise = defaultValue === undefined ? '' : print(astFromValue(defaultValue, type)!);
    const change = (value: unknown) => {
      const next = value === undefined ? undefined : (astFromValue(value, type) ?? undefined);
      onChange(setArgument(document, path, name, next));
    };
    return (
      <div key={name} className="lt-value" title={description ?? ''}>
        <span>{name}</span>
        {given !== undefined && usesVariables(given) ? (
          <code title="Change the variable under Values">{print(given)}</code>
        ) : (
          <ValueInput
            name={name}
            field={field.name}
            type={type}
            value={given === undefined ? undefined : valueFromASTUntyped(given)}
            otherwise={otherwise === '' ? '' : `${otherwise} (default)`}
            completions={completions}
            onChange={change}
          />
        )}
      </div>
    );
  });
}
