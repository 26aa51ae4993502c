-- CreateTable
CREATE TABLE "self_test" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "nonce" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "code" TEXT,

    CONSTRAINT "self_test_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "self_test_code_key" ON "self_test"("code");

-- CreateIndex
CREATE INDEX "self_test_customer_id_idx" ON "self_test"("customer_id");

-- CreateIndex
CREATE INDEX "self_test_created_at_idx" ON "self_test"("created_at");

-- AddForeignKey
ALTER TABLE "self_test" ADD CONSTRAINT "self_test_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
