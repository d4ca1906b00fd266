import { ClosureAnswer, FreezeAnswer, WaitingAnswer } from './calendar-answers.ts'
import { BudgetAnswer, QuotaAnswer } from './quota-answers.ts'
import type { TSchema } from '@fastify/type-provider-typebox'
import { PerformanceAnswer, TimesAnswer, UsageAnswer } from './insight-answers.ts'
import { ResourceAnswer, ResourceWhole } from './resource-answers.ts'

/** Named components of what requests made and of the figures about them. */
export const portalAnswers: readonly TSchema[] = [
  ResourceAnswer,
  ResourceWhole,
  UsageAnswer,
  PerformanceAnswer,
  TimesAnswer,
  QuotaAnswer,
  BudgetAnswer,
  ClosureAnswer,
  FreezeAnswer,
  WaitingAnswer,
]

/** Their names. */
export type PortalName =
  | 'Resource'
  | 'ResourceWhole'
  | 'UsageFigures'
  | 'PerformanceFigures'
  | 'ItemTimes'
  | 'Quota'
  | 'Budget'
  | 'Closure'
  | 'Freeze'
  | 'WaitingOrder'
