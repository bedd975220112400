import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

/**
 * Registers a GraphQL enum from its described values and returns the object that stands for it in
 * `@Field(() => X)`; inside the program each value is its own name.
 */
export function describedEnum<const T extends Readonly<Record<string, string>>>(
  name: string,
  description: string,
  values: T,
): { readonly [K in keyof T & string]: K } {
  const members = Object.fromEntries(Object.keys(values).map((key) => [key, key]));
  const valuesConfig = Object.fromEntries(
    Object.entries(values).map(([key, text]) => [key, { description: text }]),
  );
  registerEnumType(members, { name, description, valuesConfig });
  return members as { readonly [K in keyof T & string]: K };
}
