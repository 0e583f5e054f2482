/** One way to ask the server for JSON, and one error that says what went wrong. */

export type FailureKind = 'network' | 'refused' | 'busy' | 'missing' | 'server';

/** The server's `application/problem+json`, or the lack of an answer. */
export class ApiError extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly detail: string,
    readonly parameter: string | null = null,
    readonly status: number | null = null,
  ) {
    super(detail);
    this.name = 'ApiError';
  }
}

/** @throws ApiError; an aborted request rejects with the browser's AbortError. */
export function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  return json<T>(url, { headers: ACCEPT, signal: signal ?? null });
}

/** Sends a body of its own type; throws as `getJson` does. */
export function postJson<T>(url: string, body: Blob, signal: AbortSignal): Promise<T> {
  return json<T>(url, { method: 'POST', headers: ACCEPT, body, signal });
}

/** Sends a body and takes what comes as a file; throws as `getJson` does. */
export async function postForFile(url: string, body: Blob, signal: AbortSignal): Promise<Blob> {
  const response = await fetchOrFail(url, { method: 'POST', body, signal });
  if (!response.ok) throw await problem(response);
  return response.blob();
}

const ACCEPT = { Accept: 'application/json' };

async function json<T>(url: string, request: RequestInit): Promise<T> {
  const response = await fetchOrFail(url, request);
  if (!response.ok) throw await problem(response);
  try {
    return (await response.json()) as T;
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError('server', `${url}: the answer is not JSON`);
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

async function fetchOrFail(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError('network', `${url}: no connection`);
  }
}

async function problem(response: Response): Promise<ApiError> {
  const body = await response.json().catch(() => ({}));
  const { title, detail, parameter } = body as Record<string, unknown>;
  const words = [detail, title].find((text) => typeof text === 'string');
  return new ApiError(
    kindOf(response.status),
    typeof words === 'string' ? words : response.statusText,
    typeof parameter === 'string' ? parameter : null,
    response.status,
  );
}

function kindOf(status: number): FailureKind {
  if (status === 404) return 'missing';
  if (status === 429 || status === 503) return 'busy';
  return status < 500 ? 'refused' : 'server';
}
