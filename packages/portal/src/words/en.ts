import { enCalendar } from './en-calendar.ts'
import { enDrift } from './en-drift.ts'
import { enFrame } from './en-frame.ts'
import { enLife } from './en-life.ts'
import { enOrder } from './en-order.ts'
import { enOversee } from './en-oversee.ts'
import { enPromotion } from './en-promotion.ts'
import { enQuota } from './en-quota.ts'
import { enRun } from './en-run.ts'
import { enSandbox } from './en-sandbox.ts'
import { enTasks } from './en-tasks.ts'

/** Every text of the portal, in English. */
export const en = {
  ...enFrame,
  ...enOrder,
  ...enRun,
  ...enLife,
  ...enTasks,
  ...enQuota,
  ...enCalendar,
  ...enSandbox,
  ...enOversee,
  ...enDrift,
  ...enPromotion,
}

/** What every language has to say: a text that is missing is a type error there. */
export type Words = typeof en
