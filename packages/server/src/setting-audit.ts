import { resolve } from 'node:path'
import { bad, flag, good, oneOf, type Parsed, type Setting, whole } from './setting-kinds.ts'

const protocols = new Set(['https:', 'syslog+tls:', 'syslog+tcp:'])

function shipPlace(text: string): Parsed<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url && url.username === '' && url.password === '' && url.hash === ''
  return isPlain && protocols.has(url.protocol) && url.hostname !== ''
    ? good(text)
    : bad(
        'must be https://…, syslog+tls://host:port or syslog+tcp://host:port, without a user or password',
      )
}

/** Settings of the audit log; part of the table in config.ts. */
export const auditSettings = {
  PAO_AUDIT_DIR: {
    sentence:
      'Folder signed checkpoints of the audit log are appended to: put it where whoever runs the database cannot write.',
    fallback: undefined,
    shown: '<PAO_DATA_DIR>/audit',
    parse: (text: string) => good(resolve(text)),
  },
  PAO_AUDIT_RETENTION_DAYS: {
    sentence:
      'Entries of the audit log are dropped once the whole month they are of is older than this; 0 keeps all of them.',
    fallback: '0',
    parse: whole(0, 36_500),
  },
  PAO_AUDIT_SHIP_URL: {
    sentence:
      'Where the audit log is handed on as it grows: `syslog+tls://host:6514`, `syslog+tcp://host:601` or an https address that takes POST.',
    fallback: undefined,
    parse: shipPlace,
  },
  PAO_AUDIT_SHIP_FORM: {
    sentence: 'How entries are written for PAO_AUDIT_SHIP_URL.',
    fallback: 'cef',
    parse: oneOf('cef', 'ocsf', 'ndjson'),
  },
  PAO_AUDIT_SHIP_TOKEN_REF: {
    sentence: 'Name of the secret sent as bearer token to an https address of PAO_AUDIT_SHIP_URL.',
    fallback: undefined,
    parse: good<string>,
  },
  PAO_AUDIT_SHIP_IN_CLEAR: {
    sentence:
      'The way to PAO_AUDIT_SHIP_URL is protected otherwise, by a tunnel or a network of its own: syslog without TLS to another machine is allowed.',
    fallback: 'false',
    parse: flag,
  },
} as const satisfies Record<string, Setting<unknown>>
