import { resolve } from 'node:path'
import { good, type Setting } from './setting-kinds.ts'

/** Settings of who may sign in and for how long; part of the table in config.ts. */
export const identitySettings = {
  PAO_IDENTITY_ISSUERS: {
    sentence:
      'YAML file of identity providers (OpenID Connect) whose people and machines may sign in; see sign-on.md.',
    fallback: undefined,
    shown: 'none; the demo brings its own',
    parse: (value: string) => good(resolve(value)),
  },
} as const satisfies Record<string, Setting<unknown>>
