import type { ExecutionArgs, FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { GraphQLError, parse } from 'graphql';
import { makeServer, type SubscribePayload } from 'graphql-ws';
import { AccessError } from '../../access/access-error.js';
import type { Claim } from '../../access/open-access.js';
import { formatError } from '../../graphql/format-error.js';
import type { Caller } from '../../graphql/limits.js';
import { logFaults } from '../answers/finish-answer.js';
import { HTTP_LIMITS } from '../limits/limits.js';
import { refusal } from '../http/refusal.js';
import type { RequestContext } from '../request-context.js';
import { type Answers, startSubscription } from '../streams/start-subscription.js';
import type { StreamParts } from '../streams/streams.js';
import type { Connection, Protocol } from './connection.js';

export type ProtocolParts<C extends RequestContext> = StreamParts<C>;

/** What is executed was started before; the package needs no more than the kind. */
const A_SUBSCRIPTION = parse('subscription { stream }');

/**
 * The protocol of graphql-ws (`graphql-transport-ws`), subscriptions only. A key comes in the
 * headers of the upgrade, or in the payload of `connection_init` as `authorization` or `x-api-key`;
 * it is looked at again for each subscription, and counts as a request then.
 */
export function createProtocol<C extends RequestContext>(parts: ProtocolParts<C>): Protocol {
  const { identify, logger } = parts;
  const started = new WeakMap<object, Answers>();
  const refused = new WeakMap<readonly GraphQLError[], readonly GraphQLFormattedError[]>();
  return makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: HTTP_LIMITS.headersMs,
    onConnect: async (context) => {
      const { extra } = context;
      extra.context = context as Connection['context'];
      try {
        const caller = await identify(claimOf(extra.claim, context.connectionParams));
        const full = extra.take(caller);
        if (full === null) extra.caller = caller;
        else extra.close(4503, full);
      } catch (error) {
        const { statusCode, message } = asRefusal(error);
        extra.close(4000 + statusCode, message);
      }
      return extra.caller !== null;
    },
    onSubscribe: async ({ extra, subscriptions, connectionParams }, id, payload) => {
      extra.operations++;
      if (Object.keys(subscriptions).length > HTTP_LIMITS.socketStreams) {
        const message = `A socket holds ${HTTP_LIMITS.socketStreams} subscriptions at most.`;
        extra.close(4429, message);
        return refuse(refused, refusal(429, message));
      }
      const claim = claimOf(extra.claim, connectionParams);
      const begun = await begin(parts, payload, `${extra.id}:${id.slice(0, 40)}`, claim);
      if ('refused' in begun) return refuse(refused, begun.refused);
      const args = { schema: parts.schema, document: A_SUBSCRIPTION };
      started.set(args, begun.answers);
      return args;
    },
    subscribe: async (args: ExecutionArgs) => {
      const answers = started.get(args);
      if (answers === undefined) throw new Error('a subscription that was not started');
      return answers as never;
    },
    // Answers are finished and formatted.
    onNext: (_context, _id, _payload, _args, answer) => answer as FormattedExecutionResult,
    onError: ({ extra }, _id, _payload, errors) => {
      const known = refused.get(errors);
      if (known !== undefined) return known;
      logFaults(errors, { requestId: extra.id }, logger);
      return errors.map((error) => formatError(error.toJSON(), error));
    },
  }) as Protocol;
}

type Begun = Awaited<ReturnType<typeof startSubscription>>;

async function begin<C extends RequestContext>(
  parts: ProtocolParts<C>,
  { query, variables, operationName }: SubscribePayload,
  requestId: string,
  claim: Claim,
): Promise<Begun> {
  let caller: Caller;
  try {
    caller = await parts.identify(claim);
  } catch (error) {
    const { statusCode, message } = asRefusal(error);
    return { refused: refusal(statusCode, message) };
  }
  const params = {
    query,
    ...(variables != null && { variables }),
    ...(operationName != null && { operationName }),
  };
  return startSubscription(parts, params, requestId, caller);
}

/** The package takes errors of its own class alone; what is sent is told by `onError`. */
function refuse(
  refused: WeakMap<readonly GraphQLError[], readonly GraphQLFormattedError[]>,
  { errors = [] }: FormattedExecutionResult,
): readonly GraphQLError[] {
  const same = errors.map(({ message }) => new GraphQLError(message));
  refused.set(same, errors);
  return same;
}

function asRefusal(error: unknown): AccessError {
  if (error instanceof AccessError) return error;
  throw error;
}

/** A page can send a key by the payload of `connection_init` alone, which counts before headers. */
function claimOf({ headers, ip }: Claim, payload: Readonly<Record<string, unknown>> = {}): Claim {
  const { authorization, 'x-api-key': key } = payload;
  if (authorization === undefined && key === undefined) return { headers, ip };
  const said = Object.entries({ authorization, 'x-api-key': key });
  return {
    ip,
    headers: Object.fromEntries(
      said.flatMap(([n, v]) => (v === undefined ? [] : [[n, String(v)]])),
    ),
  };
}
