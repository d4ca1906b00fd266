/** What breakers and rates are kept by: `host`, or `host:port` where the port is not the usual one. */
export function httpTarget(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined
}

/** The mail server of a connection's settings. */
export function mailTarget({ host, port }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof host !== 'string') return undefined
  return `${host}:${typeof port === 'number' ? port : 25}`
}

/** A place that is looked at by TCP or asked by SQL. */
export function placeTarget({ host, port }: { host: string; port: number }): string {
  return `${host.toLowerCase()}:${port}`
}
