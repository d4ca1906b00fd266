import { Type } from '@fastify/type-provider-typebox'

const Count = Type.Integer({ minimum: 0 })
const Text = Type.String()
const MaybeNumber = Type.Union([Type.Number(), Type.Null()])
const Share = Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()])
const MaybeText = Type.Union([Text, Type.Null()])

/** How much was ordered. */
export const UsageAnswer = Type.Object(
  {
    orders: Count,
    people: Count,
    items: Count,
    completed: Count,
    failed: Count,
    open: Count,
    by_day: Type.Array(Type.Object({ day: Text, orders: Count, completed: Count, failed: Count })),
    by_item: Type.Array(
      Type.Object({ item: Text, name: Text, team: Text, orders: Count, people: Count }),
    ),
    by_team: Type.Array(
      Type.Object(
        {
          team: Text,
          orders: Count,
          people: Count,
          monthly: Type.Number(),
          currency: MaybeText,
        },
        { description: 'By the first team of whoever ordered; empty = none was known.' },
      ),
    ),
    by_environment: Type.Array(Type.Object({ environment: Text, orders: Count })),
  },
  { $id: 'UsageFigures' },
)
/** An example of it. */
export const usageExample = {
  orders: 3,
  people: 2,
  items: 1,
  completed: 2,
  failed: 0,
  open: 1,
  by_day: [{ day: '2026-01-31', orders: 3, completed: 2, failed: 0 }],
  by_item: [
    {
      item: 'database-postgresql-standard',
      name: 'PostgreSQL database',
      team: 'data-platform',
      orders: 3,
      people: 2,
    },
  ],
  by_team: [{ team: 'shop', orders: 3, people: 2, monthly: 240, currency: 'EUR' }],
  by_environment: [{ environment: 'production', orders: 3 }],
}

const Spread = Type.Optional(
  Type.Object(
    { p50_seconds: Type.Number(), p90_seconds: Type.Number() },
    { description: 'Half of the requests, and nine of ten, took no longer.' },
  ),
)

/** How long an item took lately. */
export const TimesAnswer = Type.Object(
  {
    count: Type.Integer({ description: 'Completed requests that were looked at, at most 200.' }),
    since: Type.Optional(Type.String({ format: 'date-time' })),
    total: Spread,
    people: Spread,
    systems: Spread,
    held: Spread,
    closed: Spread,
    promise: Type.Object(
      { kept: Count, of: Count },
      { description: 'Of those that had a promised time.' },
    ),
  },
  { $id: 'ItemTimes' },
)
/** An example of it. */
export const timesExample = {
  count: 12,
  since: '2026-01-01T08:00:00.000Z',
  total: { p50_seconds: 3_600, p90_seconds: 14_400 },
  people: { p50_seconds: 3_000, p90_seconds: 13_000 },
  systems: { p50_seconds: 400, p90_seconds: 900 },
  held: { p50_seconds: 0, p90_seconds: 0 },
  closed: { p50_seconds: 0, p90_seconds: 0 },
  promise: { kept: 11, of: 12 },
}

/** How well items did. */
export const PerformanceAnswer = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        item: Text,
        name: Text,
        team: Text,
        orders: Count,
        completed: Count,
        failed: Count,
        success: Share,
        p50_seconds: MaybeNumber,
        p90_seconds: MaybeNumber,
        automated: Share,
        in_time: Share,
        rating: MaybeNumber,
        ratings: Count,
      }),
    ),
    lanes: Type.Array(
      Type.Object({
        lane: Text,
        completed: Count,
        p50_seconds: MaybeNumber,
        p90_seconds: MaybeNumber,
      }),
    ),
    failures: Type.Array(Type.Object({ item: Text, action: Text, code: Text, count: Count })),
    automate_next: Type.Array(
      Type.Object({ item: Text, name: Text, completed: Count, hours: Type.Number() }),
    ),
    satisfaction: Type.Object({ average: MaybeNumber, count: Count }),
  },
  { $id: 'PerformanceFigures' },
)
/** An example of it. */
export const performanceExample = {
  items: [
    {
      item: 'database-postgresql-standard',
      name: 'PostgreSQL database',
      team: 'data-platform',
      orders: 3,
      completed: 2,
      failed: 0,
      success: 1,
      p50_seconds: 3_600,
      p90_seconds: 7_200,
      automated: 0.5,
      in_time: 1,
      rating: 4.5,
      ratings: 2,
    },
  ],
  lanes: [{ lane: 'automatic', completed: 1, p50_seconds: 60, p90_seconds: 60 }],
  failures: [{ item: 'compute-vm-linux', action: 'create-vm', code: 'http.503', count: 2 }],
  automate_next: [
    { item: 'security-access-review', name: 'Access review', completed: 9, hours: 120 },
  ],
  satisfaction: { average: 4.5, count: 2 },
}
