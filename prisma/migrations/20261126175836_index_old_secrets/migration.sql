-- CreateIndex
CREATE INDEX "api_key_secret_valid_before_idx" ON "api_key_secret"("valid_before");
