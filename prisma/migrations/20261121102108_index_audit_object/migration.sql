-- CreateIndex
CREATE INDEX "audit_event_object_id_id_idx" ON "audit_event"("object_id", "id");
