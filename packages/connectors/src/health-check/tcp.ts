import type { ActionContext } from '../kit/context.ts'
import { permanent } from '../kit/target.ts'
import type { HealthCheckConfig } from './config.ts'
import { type Look, looking, timeoutOf } from './look.ts'

/** Opens one connection and closes it again; nothing is sent. */
export function lookByTcp(
  { tcp, signal }: ActionContext,
  { target, config = {} }: HealthCheckConfig,
): Promise<Look> {
  return looking(async () => {
    const place = placeOf(target)
    if (place === undefined)
      return {
        kind: 'over',
        outcome: permanent('config.target_invalid', 'The target of a tcp check is host:port'),
      }
    await tcp.probe({ ...place, timeoutMs: timeoutOf(config), signal })
    return { kind: 'good' }
  })
}

/** `db.example.com:5432`, `[2001:db8::1]:443`, each also behind tcp://. */
function placeOf(target: string): { host: string; port: number } | undefined {
  const parts = /^(?:tcp:\/\/)?(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]{1,253}):(\d{1,5})$/.exec(target)
  const port = Number(parts?.[2])
  if (parts?.[1] === undefined || port < 1 || port > 65_535) return undefined
  return { host: parts[1], port }
}
