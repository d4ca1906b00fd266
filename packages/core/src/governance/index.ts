export { bookOf, checkPrices, type NamedPrices } from './check-prices.ts'
export { type CostQuestion, estimate, type PricedResource } from './estimate.ts'
export { costOfInfracost, type InfracostEstimate } from './infracost.ts'
export { costOfItem } from './item-cost.ts'
export { emptyBook, type KnownList, type PriceBook } from './price-list.ts'
export { type PriceFault, type PriceFile, readPrices } from './read-prices.ts'
export { type CostTerms, printMoney, together } from './total.ts'
export {
  type CompletedRequest,
  type MadeResource,
  referringTexts,
  resourceOf,
  type ResourceRule,
  resourceRule,
} from './resource.ts'
