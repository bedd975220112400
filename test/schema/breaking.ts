import {
  type BreakingChange,
  BreakingChangeType,
  buildSchema,
  type DangerousChange,
  DangerousChangeType,
  findBreakingChanges,
  findDangerousChanges,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

const REMOVALS = new Set<string>([
  BreakingChangeType.FIELD_REMOVED,
  BreakingChangeType.ARG_REMOVED,
  BreakingChangeType.VALUE_REMOVED_FROM_ENUM,
]);

/**
 * What would break a client of the released schema, one line each, by the policy of
 * docs/frontend.md: nothing changes its type or its default, and a member goes only when its
 * deprecation was released and its date of removal has come. `today` is `YYYY-MM-DD`.
 */
export function brokenPromises(released: string, current: string, today: string): string[] {
  const before = buildSchema(released);
  const after = buildSchema(current);
  const changes: (BreakingChange | DangerousChange)[] = [
    ...findBreakingChanges(before, after),
    // Another default is another answer to the same question.
    ...findDangerousChanges(before, after).filter(
      ({ type }) => type === DangerousChangeType.ARG_DEFAULT_VALUE_CHANGE,
    ),
  ];
  return changes.filter((it) => !isDue(it, before, today)).map(({ description }) => description);
}

function isDue(
  { type, description }: BreakingChange | DangerousChange,
  before: GraphQLSchema,
  today: string,
): boolean {
  if (!REMOVALS.has(type)) return false;
  const reason = deprecationIn(description, before);
  const [, date] = /Removal on (\d{4}-\d{2}-\d{2})\./.exec(reason ?? '') ?? [];
  return date !== undefined && date <= today;
}

/** Why a removed member was deprecated in the released schema; null when it was not. */
function deprecationIn(description: string, schema: GraphQLSchema): string | null {
  const value = /^(\w+) was removed from enum type (\w+)\.$/.exec(description);
  const [typeName, name, argument] =
    value === null
      ? (/^(\w+)\.(\w+)(?: arg (\w+))? was removed\.$/.exec(description)?.slice(1) ?? [])
      : [value[2], value[1]];
  const type = schema.getType(typeName ?? '');
  if (isEnumType(type)) return type.getValue(name ?? '')?.deprecationReason ?? null;
  if (isInputObjectType(type)) return type.getFields()[name ?? '']?.deprecationReason ?? null;
  if (!isObjectType(type) && !isInterfaceType(type)) return null;
  const field = type.getFields()[name ?? ''];
  if (argument === undefined) return field?.deprecationReason ?? null;
  return field?.args.find((arg) => arg.name === argument)?.deprecationReason ?? null;
}
