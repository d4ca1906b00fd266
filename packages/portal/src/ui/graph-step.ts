/** One box of the picture of a plan. */
export type GraphStep = {
  id: string
  name: string
  type: string
  state?: string
  after: readonly string[]
}
