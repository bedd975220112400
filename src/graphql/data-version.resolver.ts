import { Resolver, Root, Subscription } from 'type-graphql';
import type { PanelVersion } from '../panel/panel.js';
import { DataVersion } from './service.type.js';

@Resolver()
export class DataVersionResolver {
  @Subscription(() => DataVersion, {
    topics: 'dataVersionPublished',
    description:
      'The new data version, each time one is published. Ask again for what is on screen.',
  })
  dataVersionPublished(@Root() version: PanelVersion): DataVersion {
    return { ...version };
  }
}
