/** What an order takes of something that is counted: how many, and where. */
export type Demand = {
  /** `item:<id>`, `category:<id>`, `type:<resource type>`, `cost:<currency>`, or a name of a `quota-check`. */
  resource: string
  /** Empty = in none. */
  environment: string
  /** 0 or more, at most six places after the point. */
  amount: number
  /** False: more than is allowed is only noted (`required: false` of a `quota-check`). */
  required: boolean
}
