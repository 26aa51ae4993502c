-- CreateIndex
CREATE INDEX "step_up_customer_id_proved_at_idx" ON "step_up"("customer_id", "proved_at");

-- CreateIndex
CREATE INDEX "certificate_public_key_sha256_idx" ON "certificate"("public_key_sha256");
