/** No refusal answers sooner, so that how long it took tells nothing of what was wrong. */
export const refusalMs = 250
