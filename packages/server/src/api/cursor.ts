import { createHmac, timingSafeEqual } from 'node:crypto'
import { Problem } from '@pao/core'

const longestCursor = 2_000

/** Makes a place in a list into a text that only we can make; `scope` ties it to one list and sort order. */
export function sealCursor(secret: string, scope: string, place: string): string {
  const body = Buffer.from(place, 'utf8')
  return Buffer.concat([mac(secret, scope, body), body]).toString('base64url')
}

/** Reads one of our cursors. Throws `cursor.invalid` for anything else. */
export function openCursor(secret: string, scope: string, cursor: string): string {
  const bytes = Buffer.from(cursor.slice(0, longestCursor), 'base64url')
  const body = bytes.subarray(macBytes)
  const given = bytes.subarray(0, macBytes)
  const known = mac(secret, scope, body)
  const canonical = bytes.toString('base64url') === cursor
  if (!canonical || given.length !== macBytes || !timingSafeEqual(given, known))
    throw new Problem('cursor.invalid', {
      detail: 'Take next_cursor as it was given, with the same filters and sort',
    })
  return body.toString('utf8')
}

const macBytes = 16

function mac(secret: string, scope: string, body: Uint8Array): Buffer {
  return createHmac('sha256', secret)
    .update(JSON.stringify(scope))
    .update(body)
    .digest()
    .subarray(0, macBytes)
}
