import type { Connection } from './context.ts'

/** A setting of the connection that is a text; its default when it is not set. */
export function settingText({ settings }: Connection, name: string, preset = ''): string {
  const value = settings[name]
  return typeof value === 'string' ? value : preset
}
