import { setMaxListeners } from 'node:events';
import { createPubSub, type PubSub } from '@graphql-yoga/subscription';
import type { PanelVersion } from '../panel/panel.js';

type Topics = { dataVersionPublished: [PanelVersion] };
type TopicTarget = NonNullable<
  NonNullable<Parameters<typeof createPubSub<Topics>>[0]>['eventTarget']
>;

/** What is announced inside this process, by topic. Nothing is kept for those who come later. */
export type Publications = PubSub<Topics>;

/** Where the shell announces and subscriptions listen: one for each schema. */
export function createPublications(): Publications {
  const eventTarget = new EventTarget();
  // The server bounds the subscriptions; Node would warn of more than ten.
  setMaxListeners(0, eventTarget);
  return createPubSub<Topics>({ eventTarget: eventTarget as TopicTarget });
}
