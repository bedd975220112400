import { Arg, Int } from 'type-graphql';
import { Interval, SecurityDimension } from './enums.js';
import { DEFAULT_PAGE_SIZE } from './limits.js';

type ArgumentDecorator = ReturnType<typeof Arg>;

// Arguments that stand in more than one place and mean the same in each, as decorators.

/** `first` of a connection. */
export function FirstArg(): ArgumentDecorator {
  return Arg('first', () => Int, {
    defaultValue: DEFAULT_PAGE_SIZE,
    description: 'How many to return, 1 to 500.',
  });
}

/** `after` of a connection; `what` the cursor stands for, where it is no opaque text. */
export function AfterArg(what = 'cursor'): ArgumentDecorator {
  return Arg('after', () => String, {
    nullable: true,
    description: `Returns those after this ${what}.`,
  });
}

/** `by` of a list of groups. */
export function GroupByArg(): ArgumentDecorator {
  return Arg('by', () => [SecurityDimension], {
    description: 'Properties to group by, one to three of them.',
  });
}

/** `first` of a list of groups. */
export function FirstGroupsArg(): ArgumentDecorator {
  return Arg('first', () => Int, {
    defaultValue: DEFAULT_PAGE_SIZE,
    description: 'How many groups to return, 1 to 500.',
  });
}

/** `interval` of a series. */
export function IntervalArg(): ArgumentDecorator {
  return Arg('interval', () => Interval, {
    defaultValue: 'DAY',
    description: 'Width of a bucket.',
  });
}

/** `measure` of a series: which enum, and what is drawn when nothing is said. */
export function MeasureArg(measures: object, usual: string): ArgumentDecorator {
  return Arg('measure', () => measures, {
    defaultValue: usual,
    description: 'What each value means.',
  });
}

/** `orderBy` of a list: by which input, and the field that orders it when nothing is said. */
export function OrderByArg(
  order: object,
  field: string,
  { of = 'list', ties, direction = 'DESC' }: OrderWords,
): ArgumentDecorator {
  return Arg('orderBy', () => order, {
    defaultValue: { field, direction },
    description: `Order of the ${of}. Ties are broken by ${ties}.`,
  });
}

interface OrderWords {
  readonly of?: 'list' | 'groups';
  /** What orders those that are equal. */
  readonly ties: string;
  readonly direction?: 'ASC' | 'DESC';
}
