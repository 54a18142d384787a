/**
 * SCRAM-SHA-256: the server proves that it knows the password's verifier, the client that it knows
 * the password, and neither says it. RFC 5802 and RFC 7677; PostgreSQL's manual, section "SASL
 * Authentication". One exchange:
 *
 * <pre>
 *   client  n,,n=*,r=CLIENT                      its nonce
 *   server  r=CLIENTSERVER,s=SALT,i=4096         the server's nonce added, salt and iterations
 *   client  c=biws,r=CLIENTSERVER,p=PROOF        the header of its first message again; its proof
 *   server  v=SIGNATURE                          the server's proof
 *
 *   SaltedPassword  = PBKDF2(password, salt, iterations)
 *   ClientKey       = HMAC(SaltedPassword, "Client Key");   StoredKey = SHA-256(ClientKey)
 *   ServerKey       = HMAC(SaltedPassword, "Server Key")
 *   AuthMessage     = the messages above, without header and proof, separated by commas
 *   PROOF           = ClientKey XOR HMAC(StoredKey, AuthMessage)
 *   SIGNATURE       = HMAC(ServerKey, AuthMessage)
 * </pre>
 *
 * <p>A {@link dev.instar.engine.wire.scram.ScramVerifier} holds StoredKey and ServerKey, and no
 * password. {@link dev.instar.engine.wire.scram.ScramExchange} is pure: strings in, strings out.
 */
package dev.instar.engine.wire.scram;
