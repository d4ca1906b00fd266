// Turns the OpenAPI document into TypeScript types. A package of its own, because the generator needs an
// older compiler than the rest of the repository.
import { text } from 'node:stream/consumers'
import openapiTS, { astToString } from 'openapi-typescript'

const document = JSON.parse(await text(process.stdin))
process.stdout.write(
  astToString(await openapiTS(document, { alphabetize: true, exportType: true })),
)
