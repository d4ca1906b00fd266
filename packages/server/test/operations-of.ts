type Media = { schema?: { examples?: unknown[]; example?: unknown }; example?: unknown }
type Described = {
  operationId?: string
  'x-permission'?: string
  requestBody?: { content?: Record<string, Media> }
  parameters?: readonly { name: string; in: string }[]
}

/** An operation of an OpenAPI document, ready to be called. */
export type Operation = {
  id: string
  method: string
  path: string
  permission: string | undefined
  parameters: readonly { name: string; in: string }[]
  /** The call with these path parameters (others read `x`) and its own example as body. */
  call(parameters: Readonly<Record<string, string>>): {
    method: 'GET'
    url: string
    payload?: object
  }
}

const methods = ['get', 'post', 'put', 'delete', 'patch']

/** Every operation of the document. */
export function operationsOf(document: unknown): readonly Operation[] {
  const { paths } = document as { paths: Record<string, Record<string, Described>> }
  return Object.entries(paths).flatMap(([path, of]) =>
    Object.entries(of)
      .filter(([method]) => methods.includes(method))
      .map(([method, described]) => operationOf(path, method, described)),
  )
}

function operationOf(path: string, method: string, described: Described): Operation {
  const body = exampleOf(described.requestBody?.content?.['application/json'])
  return {
    id: described.operationId ?? '',
    method: method.toUpperCase(),
    path,
    permission: described['x-permission'],
    parameters: described.parameters ?? [],
    call: (parameters) => ({
      method: method.toUpperCase() as 'GET',
      url: path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(parameters[name] ?? 'x'),
      ),
      ...(body !== undefined && { payload: body as object }),
    }),
  }
}

function exampleOf(media: Media | undefined): unknown {
  return media?.example ?? media?.schema?.examples?.[0] ?? media?.schema?.example
}
