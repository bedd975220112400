import { Field, InterfaceType } from 'type-graphql';
import { Check, Coverage } from './coverage.type.js';
import { Window } from './window.type.js';

/** Implementers redeclare a field only to give it another description or a resolver. */
@InterfaceType('Report', {
  description:
    'The answer to one question over one window: what every report says about itself. One ' +
    'fragment on this interface serves all reports.',
})
export abstract class Report {
  @Field(() => Window, { description: 'The window that was used.' })
  window: Window;

  @Field(() => Coverage, {
    description: 'How much of the set has data, and what to know about it.',
  })
  coverage: Coverage;

  @Field(() => [Check], {
    description: 'Identities that the numbers of this report must satisfy, with what is left over.',
  })
  checks: Check[];
}
