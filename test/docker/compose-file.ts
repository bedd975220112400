import { isMap, parseDocument } from 'yaml';
import { projectFile } from '../tidy/files.js';

/** One service, with what a compose file may say of it that the tests look at. */
export interface Service {
  readonly image?: string;
  readonly command?: string | readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly depends_on?: readonly string[] | Readonly<Record<string, { condition: string }>>;
  readonly healthcheck?: { readonly test: string };
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
}

/** A compose file with its defaults put in, as Compose reads it where no variable is set. */
export interface ComposeFile {
  /** What is wrong with it as YAML: Compose takes no key twice. */
  readonly problems: readonly string[];
  readonly text: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: readonly string[];
}

export function readCompose(path: string): ComposeFile {
  const { text } = projectFile(path);
  const document = parseDocument(interpolated(text), { merge: true, uniqueKeys: true });
  const problems = [...document.errors, ...document.warnings].map(({ message }) => message);
  if (problems.length > 0 || !isMap(document.contents)) {
    return { problems, text, services: {}, volumes: [] };
  }
  const { services, volumes } = document.toJS() as {
    services: Record<string, Service>;
    volumes?: Record<string, null>;
  };
  return { problems, text, services, volumes: Object.keys(volumes ?? {}) };
}

/** Names of the services that must be up, healthy or over before this one, with the condition. */
export function needsOf({ depends_on: needs = [] }: Service): [string, string][] {
  if (Array.isArray(needs)) return needs.map((name) => [name, 'service_started']);
  return Object.entries(needs as Record<string, { condition: string }>).map(
    ([name, { condition }]) => [name, condition],
  );
}

function interpolated(text: string): string {
  return text.replace(/\$\{\w+:-([^}]*)\}/g, '$1').replaceAll('$$', '$');
}
