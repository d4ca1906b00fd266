import { deCalendar } from './de-calendar.ts'
import { deDrift } from './de-drift.ts'
import { deFrame } from './de-frame.ts'
import { deLife } from './de-life.ts'
import { deOrder } from './de-order.ts'
import { deOversee } from './de-oversee.ts'
import { dePromotion } from './de-promotion.ts'
import { deQuota } from './de-quota.ts'
import { deRun } from './de-run.ts'
import { deSandbox } from './de-sandbox.ts'
import { deTasks } from './de-tasks.ts'
import type { Words } from './en.ts'

/** Every text of the portal, in German. */
export const de: Words = {
  ...deFrame,
  ...deOrder,
  ...deRun,
  ...deLife,
  ...deTasks,
  ...deQuota,
  ...deCalendar,
  ...deSandbox,
  ...deOversee,
  ...deDrift,
  ...dePromotion,
}
