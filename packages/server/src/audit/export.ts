import type { AuditEntry } from '@pao/core/governance'
import { ocsfOf } from './ocsf.ts'

/** How the log is handed to other systems. */
export const exportForms = ['ndjson', 'csv', 'cef', 'ocsf'] as const
export type ExportForm = (typeof exportForms)[number]

/** The lines of a form, each with its end; `head` stands before the first. */
export type Lines = { type: string; head: string; line(entry: AuditEntry): string }

/**
 * NDJSON holds all that `pao audit verify` needs. CSV as RFC 4180, where no cell begins a formula. CEF as ArcSight's Common
 * Event Format, version 0; OCSF one JSON event a line.
 */
export function linesOf(form: ExportForm, version: string): Lines {
  if (form === 'csv')
    return {
      type: 'text/csv; charset=utf-8',
      head: `${columns.join(',')}\r\n`,
      line: (entry) => `${columns.map((column) => cell(textOf(entry, column))).join(',')}\r\n`,
    }
  if (form === 'cef')
    return {
      type: 'text/plain; charset=utf-8',
      head: '',
      line: (entry) => `${cefOf(entry, version)}\n`,
    }
  if (form === 'ocsf')
    return {
      type: 'application/x-ndjson; charset=utf-8',
      head: '',
      line: (entry) => `${JSON.stringify(ocsfOf(entry, version))}\n`,
    }
  return {
    type: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (entry) => `${JSON.stringify(entry)}\n`,
  }
}

const columns = [
  'seq',
  'at',
  'tenant',
  'actor',
  'via',
  'address',
  'action',
  'object_type',
  'object_id',
  'outcome',
  'correlation_id',
  'subject',
  'note',
  'detail',
  'hash',
] as const

function textOf(entry: AuditEntry, column: (typeof columns)[number]): string {
  const value = entry[column]
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What a spreadsheet would take for a formula gets a quote before it (OWASP, CSV injection). */
function cell(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Refusals stand out, reads and changes do not. */
const severities: Readonly<Record<string, number>> = { refused: 6, read: 3, done: 4 }

function cefOf(entry: AuditEntry, version: string): string {
  const head = ['CEF:0', 'PAO', 'pao', version, entry.action, entry.action]
  const facts: readonly (readonly [string, string | number | null])[] = [
    ['rt', Date.parse(entry.at)],
    ['externalId', entry.seq],
    ['suser', entry.actor],
    ['src', entry.address],
    ['outcome', entry.outcome],
    ['cs1Label', 'tenant'],
    ['cs1', entry.tenant],
    ['cs2Label', 'object'],
    ['cs2', `${entry.object_type}/${entry.object_id}`],
    ['cs3Label', 'correlation'],
    ['cs3', entry.correlation_id],
    ['cs4Label', 'hash'],
    ['cs4', entry.hash],
    ['duser', entry.subject],
    ['reason', entry.note],
    ['msg', JSON.stringify(entry.detail)],
  ]
  const extension = facts
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${cefValue(String(value))}`)
    .join(' ')
  const severity = severities[entry.outcome] ?? 4
  return `${head.map(cefHead).join('|')}|${severity}|${extension}`
}

/** The bar is the separator only before the extension. */
function cefHead(text: string, place: number): string {
  return place === 0 ? text : oneLine(text.replaceAll('\\', '\\\\').replaceAll('|', '\\|'))
}

function cefValue(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('=', '\\=')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replaceAll(control, ' ')
}

const control = /[\p{Cc}\u2028\u2029]+/gu

function oneLine(text: string): string {
  return text.replaceAll(control, ' ')
}
