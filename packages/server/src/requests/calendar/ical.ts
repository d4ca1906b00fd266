import type { Instant } from '@pao/core'
import type { Closure } from './closures.ts'

/** Octets of a line without its end (RFC 5545, 3.1). */
const longestLine = 75
const encoder = new TextEncoder()

const titles: Readonly<Record<Closure['kind'], string>> = {
  freeze: 'Change freeze',
  maintenance: 'Maintenance',
  window: 'Change window',
}

/** Closures as an iCalendar file (RFC 5545), times in UTC. `host` makes the ids of its events unique in the world. */
export function toCalendar(
  closures: readonly Closure[],
  { host, now }: { host: string; now: Instant },
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//PAO//Change calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Change calendar',
    ...closures.flatMap((closure) => eventOf(closure, host, now)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function eventOf({ kind, name, reason, from, to }: Closure, host: string, now: Instant): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${kind}-${encodeURIComponent(name)}-${from}@${host}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(to)}`,
    `SUMMARY:${escaped(`${titles[kind]}: ${name}`)}`,
    ...(reason === undefined || reason === '' ? [] : [`DESCRIPTION:${escaped(reason)}`]),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

function stamp(at: Instant): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
}

/** RFC 5545, 3.3.11. */
function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r\n|[\r\n]/g, '\\n')
}

/** Goes on in the next line after a blank; no character is cut in two. */
function folded(line: string): string {
  let text = ''
  let octets = 0
  for (const sign of line) {
    const size = encoder.encode(sign).length
    if (octets + size > longestLine) {
      text += '\r\n '
      octets = 1
    }
    text += sign
    octets += size
  }
  return text
}
