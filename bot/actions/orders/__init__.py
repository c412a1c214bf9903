"""Actions and forms about orders: only for those who may see them."""
