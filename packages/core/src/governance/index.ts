export {
  type AuditEntry,
  type AuditProof,
  commitment,
  firstPrev,
  hashOf,
  type Personal,
  type PersonalField,
  personalFields,
  type Sha256,
} from './audit/chain.ts'
export { readAuditEntry } from './audit/read-entry.ts'
export { type Checkpoint, checkpointHash, readCheckpoint, signedText } from './audit/checkpoint.ts'
export {
  type AuditFault,
  type AuditTools,
  type AuditVerdict,
  auditVerifier,
} from './audit/verify.ts'
export {
  concerns,
  type Freeze,
  freezeFaults,
  type FreezeScope,
  freezeSpans,
  type Subject,
} from './calendar/freeze.ts'
export {
  type Calendar,
  type ClosingKind,
  nextOpening,
  type Shut,
  verdict,
} from './calendar/verdict.ts'
export { bookOf, checkPrices, type NamedPrices } from './check-prices.ts'
export { type CostQuestion, estimate, type PricedResource } from './estimate.ts'
export { costOfInfracost, type InfracostEstimate } from './infracost.ts'
export { costOfItem } from './item-cost.ts'
export {
  beginsToDrift,
  type Difference,
  type Drift,
  driftOf,
  type DriftState,
  driftStates,
  hiddenValue,
  mayBeAccepted,
  mostDifferences,
  nextLookWithin,
  type Seen,
  type SeenAction,
  toldDifference,
} from './drift.ts'
export { emptyBook, type KnownList, type PriceBook } from './price-list.ts'
export { allScopes, roles, scopeAreas } from './roles.ts'
export {
  carriedAnswers,
  gateFaults,
  type GateView,
  type PromotedRequest,
  promotionWay,
  type PromotionWay,
} from './promotion.ts'
export { type PriceFault, type PriceFile, readPrices } from './read-prices.ts'
export { type CostTerms, printMoney, together } from './total.ts'
export {
  calledIn,
  type CompletedRequest,
  type MadeResource,
  referringTexts,
  resourceOf,
  type ResourceRule,
  resourceRule,
} from './resource.ts'
export { type CountedOrder, countedAs, type Money, ratesInto } from './quota/counted.ts'
export {
  costResource,
  currencyOf,
  effectsOf,
  type Enforcement,
  enforcements,
  every,
  type QuotaEffect,
  type QuotaKey,
  type QuotaRule,
  reached,
  rulesFor,
} from './quota/quota.ts'
export { sayQuota } from './quota/say-quota.ts'
