type Json = Record<string, unknown>;

/** Options of a request. */
export interface Question {
  readonly method?: string;
  readonly body?: unknown;
  /** Token of an unlocked backup; none if empty. */
  readonly session?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** A page of a list in the API. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Sends requests to a server over HTTP, with its API token. */
export interface ApiClient {
  ask(path: string, question?: Question): Promise<Response>;
  /** The response as JSON. @throws Error if it is not a success */
  json<T = Json>(path: string, question?: Question): Promise<T>;
  /** All items of a list, `limit` per page. */
  all<T = Json>(path: string, question?: Question & { readonly limit?: number }): Promise<T[]>;
}

/** A client of the server at `url`. */
export function apiClient(url: string, token: string): ApiClient {
  const ask: ApiClient['ask'] = (path, { method = 'GET', body, session = '', headers, signal } = {}) =>
    fetch(url + path, {
      method,
      headers: {
        'x-api-token': token,
        ...(session === '' ? {} : { 'x-backup-session': session }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  const json: ApiClient['json'] = async <T>(path: string, question?: Question) => {
    const response = await ask(path, question);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  };
  return {
    ask,
    json,
    async all<T>(path: string, { limit = 100, ...question }: Question & { readonly limit?: number } = {}) {
      const items: T[] = [];
      const pages = `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`;
      for (let next: string | null = ''; next !== null; ) {
        const place: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
        const page = await json<PageOf<T>>(pages + place, question);
        items.push(...page.items);
        next = page.next;
      }
      return items;
    },
  };
}
