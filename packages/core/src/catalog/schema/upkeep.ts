import { Type } from 'typebox'
import { amount, anything, choice, closed, flag, freeMap, maybe, text } from './parts.ts'

const window = closed(
  {
    name: maybe(text('Shown name')),
    day: maybe(text('Day of the week')),
    days: maybe(Type.Array(Type.String(), { description: 'Days of the week' })),
    date_range: maybe(anything('First and last date, e.g. 2026-12-24/2026-12-27')),
    start_date: maybe(text('First date, ISO 8601')),
    end_date: maybe(text('Last date, ISO 8601')),
    rrule: maybe(text('Recurrence rule, RFC 5545')),
    start_time: maybe(text('hh:mm')),
    end_time: maybe(text('hh:mm')),
    timezone: maybe(text('IANA name of the time zone; that of the tenant when left out, else UTC')),
  },
  { description: 'One window' },
)

/** From birth to end of an item. */
export const lifecycle = closed(
  {
    deprecation: maybe(
      closed(
        {
          deprecated: maybe(flag('No new orders are wanted')),
          sunset_date: maybe(
            text('Last day, ISO 8601', { pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?$' }),
          ),
          migration_path: maybe(text('How one moves on')),
          replacement_service: maybe(text('Id of the item to use instead')),
        },
        { description: 'How the item ends' },
      ),
    ),
    maintenance: maybe(
      closed(
        {
          windows: maybe(
            Type.Array(Type.Unsafe<Record<string, unknown>>(window), { description: 'When' }),
          ),
          notifications: maybe(anything('Who is told before')),
        },
        { description: 'When it is worked on: orders that come meanwhile wait for the end' },
      ),
    ),
    versioning: maybe(
      closed(
        {
          strategy: maybe(text('How versions are counted')),
          compatibility: maybe(text('What newer versions promise')),
          migration_required: maybe(flag('An update needs a migration')),
        },
        { description: 'What a new version means' },
      ),
    ),
  },
  { description: 'From birth to end' },
)

const healthCheck = closed(
  {
    name: text('Shown name', { minLength: 1 }),
    type: choice('How it is looked at', ['http', 'tcp', 'sql']),
    config: maybe(freeMap('Settings of the check; values may be templates over outputs')),
    interval: maybe(Type.Unknown({ description: 'Seconds between two looks' })),
  },
  { description: 'One look at what was made' },
)

/** How what was made is watched. */
export const monitoring = closed(
  {
    metrics: maybe(anything('What is measured')),
    logging: maybe(
      closed(
        {
          enabled: maybe(flag('Whether logs are kept')),
          level: maybe(text('Least level that is kept')),
          retention: maybe(Type.Unknown({ description: 'How long logs are kept' })),
        },
        { description: 'What is logged' },
      ),
    ),
    tracing: maybe(
      closed(
        {
          enabled: maybe(flag('Whether calls are traced')),
          sampling_rate: maybe(amount('Share of calls', { minimum: 0, maximum: 1 })),
        },
        { description: 'What is traced' },
      ),
    ),
    health_checks: maybe(Type.Array(healthCheck, { description: 'Looks at what was made' })),
  },
  { description: 'How what was made is watched' },
)
