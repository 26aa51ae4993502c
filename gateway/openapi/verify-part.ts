import { answerSchema } from '../verify/answer'
import { questionSchema } from '../verify/question'
import type { Part } from './operation'
import { json, jsonSchema, named, refused } from './schemas'

/** What services ask with a token. */
export const verifyPart: Part = {
  paths: {
    '/v1/verify': {
      post: {
        operationId: 'verify',
        summary: 'Whether a request that came to a service may be let in',
        description:
          'Give the request as it came, nothing decoded or written anew. Allow and deny are both answered with 200. ' +
          'The log-in of a WebSocket in the dialect okx is asked as `GET /users/self/verify` with its four values as headers.',
        tags: ['internal'],
        security: [{ serviceToken: [] }],
        requestBody: { required: true, content: json(named('Question')) },
        responses: {
          200: { description: 'The decision.', content: json(named('Answer')) },
          400: refused('This is no question: the message names the field.'),
          401: refused('No token, or one that is not good.'),
          413: refused('The body of the request is more than 1,048,576 bytes.'),
          415: refused('The question is not JSON as it is.'),
          503: refused('It can not be decided now: do not let the request in.'),
        },
      },
    },
  },
  schemas: {
    Question: jsonSchema(questionSchema, 'input'),
    Answer: jsonSchema(answerSchema, 'output'),
  },
}
