import 'reflect-metadata';
import { GraphQLError, Kind, type ValueNode } from 'graphql';

/** A number that is about to leave the program; NaN and infinity are bugs of the caller. */
export function finite(value: unknown, scalar: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new TypeError(`${scalar} cannot be ${String(value)}`);
  }
  return value;
}

/** `value` rounded half away from zero to 1 / `scale`; never negative zero. */
export function rounded(value: number, scale: number): number {
  const magnitude = Math.round(Math.abs(value) * scale) / scale;
  return value < 0 && magnitude !== 0 ? -magnitude : magnitude;
}

/** The number in a variable, or an error that says what the scalar is. */
export function numberInput(
  value: unknown,
  sentence: string,
  node: ValueNode | null = null,
): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new GraphQLError(sentence, { nodes: node });
}

/** The number in a literal, or an error that points at it and says what the scalar is. */
export function literalNumber(node: ValueNode, sentence: string): number {
  const isNumber = node.kind === Kind.INT || node.kind === Kind.FLOAT;
  return numberInput(isNumber ? Number(node.value) : undefined, sentence, node);
}
