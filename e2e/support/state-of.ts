import { sql } from './sql'

/** Everything about a customer that an act could change. */
export async function stateOf({ customerId }: { customerId: string }): Promise<unknown> {
  const [keys, secrets, certificates, sessions, logins, proofs, customer, exported, links, failures] =
    await Promise.all([
      sql('SELECT * FROM api_key WHERE customer_id = $1 ORDER BY id', [customerId]),
      sql(
        'SELECT s.* FROM api_key_secret s JOIN api_key ON id = api_key_id WHERE customer_id = $1 ORDER BY id, place',
        [customerId],
      ),
      sql('SELECT * FROM certificate WHERE customer_id = $1 ORDER BY id', [customerId]),
      sql('SELECT id, ended_at FROM web_session WHERE customer_id = $1 ORDER BY id', [customerId]),
      sql('SELECT id, ended_at FROM api_session WHERE customer_id = $1 ORDER BY id', [customerId]),
      sql('SELECT * FROM step_up WHERE customer_id = $1 ORDER BY id', [customerId]),
      sql('SELECT * FROM customer WHERE id = $1', [customerId]),
      sql('SELECT id, template FROM outbox WHERE customer_id = $1 ORDER BY id', [customerId]),
      sql('SELECT * FROM activation WHERE customer_id = $1 ORDER BY id', [customerId]),
      sql('SELECT * FROM sign_in_throttle WHERE customer_id = $1 ORDER BY scope, subject', [customerId]),
    ])
  return { keys, secrets, certificates, sessions, logins, proofs, customer, exported, links, failures }
}

/** The same about a member of staff. */
export async function staffStateOf(staffId: string): Promise<unknown> {
  const [staff, sessions, authenticator, codes, links, messages] = await Promise.all([
    sql('SELECT * FROM staff WHERE id = $1', [staffId]),
    sql('SELECT id, ended_at FROM staff_session WHERE staff_id = $1 ORDER BY id', [staffId]),
    sql('SELECT * FROM authenticator WHERE staff_id = $1', [staffId]),
    sql('SELECT * FROM recovery_code WHERE staff_id = $1 ORDER BY id', [staffId]),
    sql('SELECT * FROM activation WHERE staff_id = $1 ORDER BY id', [staffId]),
    sql('SELECT id, template FROM outbox WHERE staff_id = $1 ORDER BY id', [staffId]),
  ])
  return { staff, sessions, authenticator, codes, links, messages }
}
