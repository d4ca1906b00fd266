import type { HttpCall } from '@pao/connectors'
import { isReservedHeader, TransportFailure } from '@pao/connectors'

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** Visible ASCII, space and tab: no line ends, no folding, nothing a remote may read in two ways. */
const plainValue = /^[\t\x20-\x7e]*$/
const longestHeader = 16 * 1024

function refuse(message: string): never {
  throw new TransportFailure('invalid_request', message, { sent: false })
}

function checkHeader(name: string, value: string): void {
  if (!token.test(name)) refuse('A header name has characters that are not allowed')
  const lower = name.toLowerCase()
  if (isReservedHeader(name)) refuse(`The header ${lower} may not be set`)
  if (!plainValue.test(value))
    refuse(`The value of header ${lower} has characters that are not allowed`)
  if (value.length > longestHeader) refuse(`The value of header ${lower} is longer than 16 KiB`)
}

/** Refuses what could smuggle a second request. Throws TransportFailure `invalid_request`. */
export function checkCall(call: HttpCall): void {
  const method = call.method.toUpperCase()
  if (!token.test(method) || method === 'CONNECT' || method === 'TRACE')
    refuse('The method may not be used')
  for (const [name, value] of Object.entries(call.headers ?? {})) checkHeader(name, value)
}
