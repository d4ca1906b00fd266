/** What the server says when it refuses. */
export class Refused extends Error {
  readonly status: number
  readonly faults: readonly { pointer?: string; message: string; hint?: string }[]

  constructor(status: number, title: string, faults: Refused['faults']) {
    super(title)
    this.status = status
    this.faults = faults
  }
}

let csrf = ''

/** Takes the session's token for changing calls; a foreign page cannot read it. */
export function useCsrf(token: string): void {
  csrf = token
}

/** One call of the public API with the session cookie; throws Refused for anything but 2xx. */
export async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(method !== 'GET' && csrf !== '' && { 'x-csrf-token': csrf }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const data: unknown = text === '' ? undefined : JSON.parse(text)
  if (answer.ok) return data as T
  const problem = (data ?? {}) as { title?: string; errors?: Refused['faults'] }
  throw new Refused(
    answer.status,
    problem.title ?? `The server answered ${answer.status}`,
    problem.errors ?? [],
  )
}
